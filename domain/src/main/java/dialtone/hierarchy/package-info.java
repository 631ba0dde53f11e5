/** Which billing account belongs to which other one, and who pays for whom from which day on. */
package dialtone.hierarchy;
