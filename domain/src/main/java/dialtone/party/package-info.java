/** The customer and the billing accounts that pay. */
package dialtone.party;
