/** A house that breaks every rule, to see each of them refuse it. */
package dialtone.system.architecture.broken;
