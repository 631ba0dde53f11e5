@org.jspecify.annotations.NullMarked
package dialtone.database.embedded;
