/** What has happened, as other systems hear of it. */
package dialtone.event;
