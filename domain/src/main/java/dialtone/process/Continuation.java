package dialtone.process;

import java.util.Optional;

/**
 * How the engine has gone on behind an instance that another one called.
 *
 * @param called  where the called instance stands
 * @param nextJob where the first job stands that the engine has made for the calling instance since; empty when it has made none
 */
public record Continuation(InstanceState called, Optional<InstanceState> nextJob) {}
