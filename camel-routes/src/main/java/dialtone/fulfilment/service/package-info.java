/** The book of network actions: what was asked of which element under which request id, and what came of it. */
package dialtone.fulfilment.service;
