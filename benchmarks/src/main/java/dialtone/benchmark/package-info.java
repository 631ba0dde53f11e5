/** The load driver: what Dialtone does in a second, beside what the broker and the database alone do. */
package dialtone.benchmark;
