/** TMF635 and TMF677: usage as other systems report it and ask for it. */
package dialtone.usage.tmf;
