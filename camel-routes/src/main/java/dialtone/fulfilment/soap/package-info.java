/** Where network elements report what they had accepted. */
package dialtone.fulfilment.soap;
