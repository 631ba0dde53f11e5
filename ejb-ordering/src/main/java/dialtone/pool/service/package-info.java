/** Transactions about what there is a limited number of. */
package dialtone.pool.service;
