/** The catalogue: read from its files, checked, kept version by version. */
package dialtone.catalog.service;
