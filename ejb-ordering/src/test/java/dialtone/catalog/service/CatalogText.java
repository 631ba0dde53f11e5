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

    /** A plan with a fee, a price of calls, and data that is included. */
    static final String GOOD = ofPlan("""
            - {id: fee, type: monthly, name: Fee, amount: 9.90}
            - {id: calls, type: usage, name: Calls, usage: voice, price: 0.09, per: 1 min, minimum: 60 s, increment: 1 s}
            - {id: data, type: allowance, name: Data, usage: [data], quantity: 5 GB}
            """);

    /** How long its orders take. */
    static final String DELIVERY = """
            delivery:
              checks: PT5S
              reservation: PT2S
              completion: PT5S
              jeopardy: {amber: PT1M, red: PT15M}
              milestones:
                - {name: reserved, label: Reserved, after: [reservation]}
                - {name: activated, label: Active, after: [sim]}
            """;

    /** What stands before another SIM. */
    static final String SWAP_RULES = """
            simSwap:
              code: {valid: PT5M, tries: 2, pause: PT2M}
              confirmation: PT15M
              coolOff: PT24H
              blocks: [device, add-on]
            """;

    /** How a service comes under another SIM by jobs of its own. */
    static final String WAYS = "{prepares: {jobType: fulfilment.activate-sim, label: New, expected: PT5S, undo:"
            + " {jobType: fulfilment.deactivate-sim, label: Back, expected: PT5S}}, ends: {jobType: fulfilment.bar-subscriber,"
            + " label: End, expected: PT5S}}";

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

    /** The good one, whose SIM follows its line that way. */
    static String swapping(String way) {
        return GOOD.replace("expected: PT5S}", "expected: PT5S, simSwap: " + way + "}");
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
