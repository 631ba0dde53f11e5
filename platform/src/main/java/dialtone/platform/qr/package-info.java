/** Codes that a telephone's camera reads. */
package dialtone.platform.qr;
