package dialtone.invoice.tmf;

import org.jspecify.annotations.Nullable;

/** @param reason why an adjustment is taken back */
public record UndoRequestView(@Nullable String reason) {}
