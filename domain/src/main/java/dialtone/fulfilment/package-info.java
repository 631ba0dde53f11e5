/** Dependency checks and activations on the network, and what came of them. */
package dialtone.fulfilment;
