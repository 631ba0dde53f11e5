/** Usage files on their way in, from a watched folder and those in it that layouts name. */
package dialtone.usage.route;
