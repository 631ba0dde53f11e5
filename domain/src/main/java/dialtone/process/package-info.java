/**
 * Process instances as operations see them: what the engine said ({@link dialtone.process.EngineEvent}), and what follows
 * of it. The engine conducts; all of this is a copy for reading and may lag behind by as much as the export does.
 */
@NullMarked
package dialtone.process;

import org.jspecify.annotations.NullMarked;
