/** What a charge is and how it is calculated: proration, allowances, use. Functions of their arguments only. */
package dialtone.rating;
