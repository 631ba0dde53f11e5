/** The transactions of bill runs. */
package dialtone.billrun.service;
