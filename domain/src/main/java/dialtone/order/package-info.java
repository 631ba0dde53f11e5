/** The product order from acknowledged to completed, and the plan that fulfils it. */
package dialtone.order;
