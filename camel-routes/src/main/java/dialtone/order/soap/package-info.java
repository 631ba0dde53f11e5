/** Order entry by SOAP: the wire records of order-entry-v1 and the one mapping between them and the order. */
package dialtone.order.soap;
