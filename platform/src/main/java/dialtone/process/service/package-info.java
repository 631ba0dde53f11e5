/**
 * The copy of the engine's records that operations read: {@link dialtone.process.service.ProcessRecords} takes them in,
 * {@link dialtone.process.service.ProcessInstances} answers questions, {@link dialtone.process.service.ProcessActions}
 * does what operations ask of the engine.
 */
@NullMarked
package dialtone.process.service;

import org.jspecify.annotations.NullMarked;
