/** Starts the charges of an order and keeps the prices that everything is rated by. */
package dialtone.rating.service;
