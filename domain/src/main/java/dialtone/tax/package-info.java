/** What tax is due on what is sold: where a supply is, who owes the tax, by which rate, rounded how. Pure; the rates are data. */
package dialtone.tax;
