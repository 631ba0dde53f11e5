/** Mails that are sent at once and kept nowhere. */
package dialtone.platform.mail;
