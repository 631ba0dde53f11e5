/** Transactions about what customers have. */
package dialtone.inventory.service;
