/** TMF635: usage as other systems report it and ask for it. */
package dialtone.usage.tmf;
