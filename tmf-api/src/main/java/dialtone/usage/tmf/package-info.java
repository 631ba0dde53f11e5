/** What of usage is told by the APIs of TM Forum. */
package dialtone.usage.tmf;
