/** What may be sold, what it costs, and what it takes to deliver it, as data: one {@code Catalog} per version. */
package dialtone.catalog;
