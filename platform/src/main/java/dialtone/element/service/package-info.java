/** The gates to the network elements: breaker, limits and maintenance of each, and the jobs that wait before them. */
package dialtone.element.service;
