/** What there is a limited number of: MSISDNs, SIMs and eSIM profiles, devices on stock; and its reservation for an order. */
package dialtone.pool;
