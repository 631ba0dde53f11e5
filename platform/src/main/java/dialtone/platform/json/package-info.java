/** JSON in columns. */
package dialtone.platform.json;
