package dialtone.invoice;

import dialtone.rating.AllowanceUse;

/** How far a number has used what its tariff includes. */
public record AllowanceLine(String msisdn, AllowanceUse use) {}
