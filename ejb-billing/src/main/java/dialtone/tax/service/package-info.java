/** Taxes of billing accounts: what is told of them, and the tables of the installation. */
package dialtone.tax.service;
