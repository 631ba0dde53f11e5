package dialtone.invoice.tmf;

import org.jspecify.annotations.Nullable;

/** @param reason why nobody is ever charged for a record */
public record SuspenseRefusalView(@Nullable String reason) {}
