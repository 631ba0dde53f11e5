/** What accounts want of their spending limits, how far they are with them, and the notices of it. */
package dialtone.spending.service;
