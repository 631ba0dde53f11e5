/**
 * The routes to the network. A route whose id is a job type works that job; {@code element.*} routes are the elements with their
 * circuit breakers, {@code check.*} routes are the dependency checks, the others are single actions on an element.
 */
package dialtone.fulfilment.route;
