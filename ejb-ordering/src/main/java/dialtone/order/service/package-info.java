/** Transactions about orders: taking them, their plan, their fallout; and the workers of {@code order.*}. */
package dialtone.order.service;
