package dialtone.catalog.service;

import dialtone.base.Outcome;
import dialtone.catalog.Catalog;
import java.util.List;

/** Catalogues as text, of a line with a SIM and of what is sold on it: a test says what it is about, and the rest is here. */
final class CatalogText {

    private static final String HEAD = """
            version: "1"
            currency: EUR
            """;

    private static final String PLAN = """
              - id: plan
                name: Plan
                description: A plan.
                role: plan
                productSpecification: line
                characteristics:
                  - {name: simType, label: SIM, values: [physical, esim], default: esim}
                prices:
            """;

    private static final String LINE = """
            services:
              - {name: voice, kind: customer-facing}
              - name: sim
                kind: resource-facing
                resources: [msisdn, sim]
                step: {jobType: fulfilment.activate-sim, label: Activate, expected: PT5S}
            rules:
              - {id: a, from: line, to: [voice]}
              - {id: b, from: voice, to: [sim]}
            """;

    private static final int PRICES_INDENT = 6;

    private CatalogText() {}

    /** A catalogue that has these sections beside services and rules. */
    static String of(String sections) {
        return HEAD + sections + LINE;
    }

    /** A catalogue of a plan with these prices. */
    static String ofPlan(String prices) {
        return of("offerings:\n" + plan(prices));
    }

    /** A plan among offerings, with these prices. */
    static String plan(String prices) {
        return PLAN + prices.indent(PRICES_INDENT);
    }

    static CatalogSource source(String text) {
        return new CatalogSource(List.of(new CatalogSource.Document("mobile.yaml", text)));
    }

    static Catalog accepted(Outcome<Catalog> loaded) {
        return loaded.fold(catalog -> catalog, reasons -> {
            throw new AssertionError(reasons.toString());
        });
    }
}
