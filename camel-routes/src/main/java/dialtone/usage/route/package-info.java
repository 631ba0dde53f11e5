/** Usage files on their way in, from a watched folder. */
package dialtone.usage.route;
