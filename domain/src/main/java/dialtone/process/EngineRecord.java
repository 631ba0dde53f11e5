package dialtone.process;

import java.time.Instant;

/** @param position in the log of its partition, ascending */
public record EngineRecord(long position, Instant at, EngineEvent event) {}
