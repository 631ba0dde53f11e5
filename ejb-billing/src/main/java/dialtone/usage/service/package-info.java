/** Takes usage records in: files, batches, duplicates, rejects, and the register of them. */
package dialtone.usage.service;
