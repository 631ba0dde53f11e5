/** Holds what was ordered, what is installed, what is reserved and what is charged against one another. */
package dialtone.assurance.service;
