/** Usage files with what became of their lines, and what waits for somebody to be charged. */
package dialtone.usage.console;
