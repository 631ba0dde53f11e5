/** What a transaction tells the processes: stored with it, sent after it, never lost and never sent without it. */
package dialtone.platform.outbox;
