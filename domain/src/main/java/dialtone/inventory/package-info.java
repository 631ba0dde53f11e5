/** What customers have: products, the services that make them, and the resources those run on (TMF637, 638, 639). */
package dialtone.inventory;
