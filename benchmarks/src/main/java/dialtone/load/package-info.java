/** Load from outside: an installation's HTTP as its users see it, orders by the hundred, and waiting for what comes of them. */
@org.jspecify.annotations.NullMarked
package dialtone.load;
