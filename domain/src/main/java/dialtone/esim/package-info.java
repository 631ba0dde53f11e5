/** The profile of an eSIM from the activation code to the telephone (GSMA SGP.22): loaded, refused by a telephone, or never loaded. */
package dialtone.esim;
