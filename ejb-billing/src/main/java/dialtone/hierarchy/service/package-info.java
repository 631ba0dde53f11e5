/** Accounts join others and leave them. */
package dialtone.hierarchy.service;
