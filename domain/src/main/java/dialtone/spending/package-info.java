/** How much use may cost in a bill cycle, who is told of it, and what happens when it has cost that much. */
package dialtone.spending;
