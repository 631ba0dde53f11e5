/** Revenue assurance over HTTP. */
package dialtone.assurance.tmf;
