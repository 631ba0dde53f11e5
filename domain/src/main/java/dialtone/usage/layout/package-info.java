/** How the records of a source are written, as data: formats, fields, and what makes values of other conventions ours. */
package dialtone.usage.layout;
