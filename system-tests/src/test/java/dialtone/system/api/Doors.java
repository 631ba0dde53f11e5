package dialtone.system.api;

import dialtone.load.Api;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Who comes how far: each address with each login. */
final class Doors {

    private static final List<String> LOGINS = List.of("none", "csr", "ops", "billing", "partner", "admin");

    private static final String ORDERING = "/tmf-api/productOrderingManagement/v4";

    private static final String QUALIFYING = "/tmf-api/productOfferingQualification/v4";

    /** Empty bodies, so that who may come in is refused for that and changes nothing. */
    private static final String TABLE = """
            address                                    | none  csr   ops   billing partner admin
            GET ordering/productOrder                  | 401   200   200   200     200     200
            GET ordering/productOrder/x                | 401   404   404   404     404     404
            POST ordering/productOrder                 | 401   400   403   400     400     400
            TYPE ordering/productOrder                 | 401   415   403   415     415     415
            PATCH ordering/productOrder/x              | 401   404   403   403     404     404
            GET ordering/cancelProductOrder            | 401   200   200   200     200     200
            GET ordering/cancelProductOrder/x          | 401   404   404   404     404     404
            POST ordering/cancelProductOrder           | 401   400   403   400     400     400
            TYPE ordering/cancelProductOrder           | 401   415   403   415     415     415
            GET ordering/hub                           | 401   200   200   403     200     200
            GET ordering/hub/x                         | 401   404   404   403     404     404
            POST ordering/hub                          | 401   400   400   403     400     400
            DELETE ordering/hub/x                      | 401   404   404   403     404     404
            GET qualifying/productOfferingQualification   | 401 200 200   403     200     200
            GET qualifying/productOfferingQualification/x | 401 404 404   403     404     404
            POST qualifying/productOfferingQualification  | 401 400 403   403     400     400
            TYPE qualifying/productOfferingQualification  | 401 415 403   403     415     415
            GET /tmf-api/productInventory/v4/product   | 401   200   200   200     403     200
            GET /tmf-api/productInventory/v4/product/x | 401   404   404   404     403     404
            GET /tmf-api/customerBillManagement/v4/customerBill   | 401 403 403 200 403 200
            GET /tmf-api/customerBillManagement/v4/customerBill/x | 401 403 403 404 403 404
            GET /tmf-api/customerBillManagement/v4/customerBillOnDemand   | 401 403 403 200 403 200
            GET /tmf-api/customerBillManagement/v4/customerBillOnDemand/1 | 401 403 403 404 403 404
            POST /tmf-api/customerBillManagement/v4/customerBillOnDemand  | 401 403 403 400 403 400
            GET /tmf-api/customerBillManagement/v4/appliedCustomerBillingRate   | 401 403 403 200 403 200
            GET /tmf-api/customerBillManagement/v4/appliedCustomerBillingRate/x | 401 403 403 404 403 404
            GET /tmf-api/usageManagement/v4/usage       | 401 403 403 200 403 200
            GET /tmf-api/usageManagement/v4/usage/x     | 401 403 403 404 403 404
            POST /tmf-api/usageManagement/v4/usage      | 401 403 403 400 403 400
            TYPE /tmf-api/usageManagement/v4/usage      | 401 403 403 415 403 415
            GET /tmf-api/usageManagement/v4/usageSpecification   | 401 403 403 200 403 200
            GET /tmf-api/usageManagement/v4/usageSpecification/x | 401 403 403 404 403 404
            GET /tmf-api/accountManagement/v4/billingAccount      | 401 403 403 200 403 200
            GET /tmf-api/accountManagement/v4/billingAccount/x    | 401 403 403 404 403 404
            POST /tmf-api/accountManagement/v4/billingAccount     | 401 403 403 400 403 400
            TYPE /tmf-api/accountManagement/v4/billingAccount     | 401 403 403 415 403 415
            PATCH /tmf-api/accountManagement/v4/billingAccount/x  | 401 403 403 404 403 404
            GET /tmf-api/accountManagement/v4/partyAccount        | 401 403 403 200 403 200
            GET /tmf-api/accountManagement/v4/partyAccount/x      | 401 403 403 404 403 404
            GET /tmf-api/accountManagement/v4/billingCycleSpecification   | 401 403 403 200 403 200
            GET /tmf-api/accountManagement/v4/billingCycleSpecification/x | 401 403 403 404 403 404
            GET /tmf-api/usageConsumption/v4/queryUsageConsumption   | 401 200 403 200 403 200
            GET /tmf-api/usageConsumption/v4/queryUsageConsumption/x | 401 404 403 404 403 404
            POST /tmf-api/usageConsumption/v4/queryUsageConsumption  | 401 400 403 400 403 400
            TYPE /tmf-api/usageConsumption/v4/queryUsageConsumption  | 401 415 403 415 403 415
            GET /tmf-api/usageConsumption/v4/hub        | 401 200 403 200 403 200
            GET /tmf-api/usageConsumption/v4/hub/x      | 401 404 403 404 403 404
            POST /tmf-api/usageConsumption/v4/hub       | 401 400 403 400 403 400
            TYPE /tmf-api/usageConsumption/v4/hub       | 401 415 403 415 403 415
            DELETE /tmf-api/usageConsumption/v4/hub/x   | 401 404 403 404 403 404
            GET /billing/v1/invoices/INV-000000000.pdf  | 401 403 403 404 403 404
            GET /billing/v1/invoices/INV-000000000.html | 401 403 403 404 403 404
            GET /billing/v1/accounts/x/tax-profile      | 401 403 403 404 403 404
            PUT /billing/v1/accounts/x/tax-profile      | 401 403 403 400 403 400
            GET /billing/v1/accounts/x/tax-profile/changes | 401 403 403 404 403  404
            GET /billing/v1/accounts/x/next-invoice     | 401 403 403 404 403 404
            GET /billing/v1/accounts/x/relationships    | 401 403 403 404 403 404
            POST /billing/v1/accounts/x/relationships   | 401 403 403 404 403 404
            PUT /billing/v1/accounts/x/relationships/1  | 401 403 403 404 403 404
            GET /billing/v1/accounts/BAC-100010/subscriptions | 401 403 403 200 403 200
            GET /billing/v1/accounts/x/favourite-numbers/1  | 401 403 403 404 403 404
            PUT /billing/v1/accounts/x/favourite-numbers/1  | 401 403 403 400 403 400
            POST /billing/v1/price-estimates           | 401   403   403   400     403     400
            TYPE /billing/v1/price-estimates           | 401   403   403   415     403     415
            GET /billing/v1/promotions                 | 401   403   403   200     403     200
            POST /billing/v1/promotions/x/coupons      | 401   403   403   400     403     400
            TYPE /billing/v1/promotions/x/coupons      | 401   403   403   415     403     415
            GET /billing/v1/promotions/coupons         | 401   403   403   200     403     200
            POST /billing/v1/promotions/x/coupons/1/stop | 401 403   403   404     403     404
            POST /billing/v1/promotions/coupon-lookup  | 401   403   403   400     403     400
            TYPE /billing/v1/promotions/coupon-lookup  | 401   403   403   415     403     415
            GET /ops/v1/status                         | 200   200   200   200     200     200
            GET /ops/v1/orders/ORD-1/plan              | 401   404   404   403     404     404
            GET /ops/v1/orders/ORD-1/cancellation      | 401   404   404   403     404     404
            GET /ops/v1/orders/ORD-1/activation-codes  | 401   404   403   403     404     404
            POST /ops/v1/orders/ORD-1/amendment        | 401   404   403   403     404     404
            TYPE /ops/v1/orders/ORD-1/amendment        | 401   415   403   403     415     415
            GET /ops/v1/orders/ORD-1/revisions         | 401   404   404   403     404     404
            POST /ops/v1/order-previews                | 401   400   403   403     403     400
            TYPE /ops/v1/order-previews                | 401   415   403   403     403     415
            GET /ops/v1/term-waivers                   | 401   200   200   403     403     200
            POST /ops/v1/term-waivers                  | 401   400   400   403     403     400
            TYPE /ops/v1/term-waivers                  | 401   415   415   403     403     415
            POST /ops/v1/term-waivers/x/approval       | 401   403   404   403     403     404
            TYPE /ops/v1/term-waivers/x/approval       | 401   415   415   403     403     415
            POST /ops/v1/term-waivers/x/refusal        | 401   403   404   403     403     404
            TYPE /ops/v1/term-waivers/x/refusal        | 401   415   415   403     403     415
            POST /ops/v1/term-waivers/x/cancellation   | 401   404   404   403     403     404
            POST /ops/v1/lines/x/sim-swap-code         | 401   404   403   403     403     404
            POST /ops/v1/lines/x/sim-swap-code/confirmation | 401 400 403 403    403     400
            TYPE /ops/v1/lines/x/sim-swap-code/confirmation | 401 415 403 403    403     415
            GET /ops/v1/fallout-tasks                  | 401   403   200   403     403     200
            GET /ops/v1/fallout-tasks/x                | 401   403   404   403     403     404
            POST /ops/v1/fallout-tasks/x/resolution    | 401   403   400   403     403     400
            TYPE /ops/v1/fallout-tasks/x/resolution    | 401   403   415   403     403     415
            POST /ops/v1/fallout-tasks/x/assignment    | 401   403   404   403     403     404
            DELETE /ops/v1/fallout-tasks/x/assignment  | 401   403   404   403     403     404
            POST /ops/v1/fallout-tasks/x/requests      | 401   403   400   403     403     400
            TYPE /ops/v1/fallout-tasks/x/requests      | 401   403   415   403     403     415
            POST /ops/v1/fallout-tasks/x/requests/x/approval | 401 403 404 403     403     404
            TYPE /ops/v1/fallout-tasks/x/requests/x/approval | 401 403 415 403     403     415
            POST /ops/v1/fallout-tasks/x/requests/x/refusal | 401 403  404 403     403     404
            TYPE /ops/v1/fallout-tasks/x/requests/x/refusal | 401 403  415 403     403     415
            GET /ops/v1/fallout-tasks/x/correction     | 401   403   404   403     403     404
            POST /ops/v1/fallout-tasks/x/correction    | 401   403   400   403     403     400
            TYPE /ops/v1/fallout-tasks/x/correction    | 401   403   415   403     403     415
            GET /ops/v1/fallout-batches                | 401   403   200   403     403     200
            POST /ops/v1/fallout-batches               | 401   403   400   403     403     400
            TYPE /ops/v1/fallout-batches               | 401   403   415   403     403     415
            GET /ops/v1/fallout-batches/x              | 401   403   404   403     403     404
            GET /ops/v1/fallout-batches/x/tasks        | 401   403   404   403     403     404
            POST /ops/v1/fallout-batches/x/approval    | 401   403   404   403     403     404
            POST /ops/v1/fallout-batches/x/pause       | 401   403   404   403     403     404
            POST /ops/v1/fallout-batches/x/resume      | 401   403   404   403     403     404
            POST /ops/v1/fallout-batches/x/stop        | 401   403   404   403     403     404
            GET /ops/v1/jeopardy-tasks                 | 401   403   200   403     403     200
            GET /ops/v1/jeopardy-tasks/x               | 401   403   404   403     403     404
            POST /ops/v1/jeopardy-tasks/x/closure      | 401   403   404   403     403     404
            TYPE /ops/v1/jeopardy-tasks/x/closure      | 401   403   415   403     403     415
            GET /ops/v1/esim-profiles                  | 401   200   200   403     403     200
            GET /ops/v1/esim-profiles/x                | 401   404   404   403     403     404
            POST /ops/v1/esim-profiles/x/closure       | 401   404   404   403     403     404
            TYPE /ops/v1/esim-profiles/x/closure       | 401   415   415   403     403     415
            GET /ops/v1/device-returns                 | 401   200   200   403     403     200
            GET /ops/v1/device-returns/x               | 401   404   404   403     403     404
            POST /ops/v1/device-returns/x/closure      | 401   404   404   403     403     404
            TYPE /ops/v1/device-returns/x/closure      | 401   415   415   403     403     415
            GET /ops/v1/process-instances              | 401   403   200   403     403     200
            GET /ops/v1/process-instances/1            | 401   403   404   403     403     404
            GET /ops/v1/process-instances/1/diagram    | 401   403   404   403     403     404
            GET /ops/v1/incidents                      | 401   403   200   403     403     200
            POST /ops/v1/incidents/1/retry             | 401   403   404   403     403     404
            POST /ops/v1/event-subscriptions/x/redelivery | 401 403  404   403     403     404
            GET /ops/v1/process-versions               | 401   403   200   403     403     200
            GET /ops/v1/process-moves                  | 401   403   200   403     403     200
            POST /ops/v1/process-moves                 | 401   403   400   403     403     400
            TYPE /ops/v1/process-moves                 | 401   403   415   403     403     415
            GET /ops/v1/process-moves/x                | 401   403   404   403     403     404
            GET /ops/v1/process-moves/x/orders         | 401   403   404   403     403     404
            POST /ops/v1/process-moves/x/pause         | 401   403   404   403     403     404
            POST /ops/v1/process-moves/x/resume        | 401   403   404   403     403     404
            POST /ops/v1/process-moves/x/stop          | 401   403   404   403     403     404
            GET /ops/v1/elements                       | 401   403   200   403     403     200
            GET /ops/v1/elements/x                     | 401   403   404   403     403     404
            GET /ops/v1/elements/x/limits              | 401   403   404   403     403     404
            PUT /ops/v1/elements/x/limits              | 401   403   404   403     403     404
            GET /ops/v1/assurance                      | 401   403   200   200     403     200
            GET /ops/v1/fault-policy                   | 401   403   200   403     403     200
            GET /billing/v1/accounts/BAC-100010/invoice-preview | 401 403 403 200  403     200
            GET /billing/v1/accounts/BAC-100010/ledger | 401   403   403   200     403     200
            POST /billing/v1/accounts/BAC-100010/receipts | 401 403 403   400     403     400
            TYPE /billing/v1/accounts/BAC-100010/receipts | 401 403 403   415     403     415
            GET /billing/v1/accounts/BAC-100010/invoices | 401 403  403   200     403     200
            PUT /billing/v1/accounts/BAC-100010/subscriptions/x/1/seats | 401 403 403 400 403   400
            GET /billing/v1/accounts/x/contract-prices | 401   403   403   404     403     404
            GET /billing/v1/accounts/x/contract-usage-prices | 401   403   403   404     403     404
            POST /billing/v1/accounts/x/contract-prices | 401  403   403   404     403     404
            POST /billing/v1/accounts/x/contract-usage-prices | 401  403   403   404     403     404
            TYPE /billing/v1/accounts/x/contract-prices | 401  403   403   415     403     415
            TYPE /billing/v1/accounts/x/contract-usage-prices | 401  403   403   415     403     415
            GET /billing/v1/accounts/x/minimum-commitments | 401   403   403   404     403     404
            POST /billing/v1/accounts/x/minimum-commitments | 401  403   403   404     403     404
            TYPE /billing/v1/accounts/x/minimum-commitments | 401  403   403   415     403     415
            GET /billing/v1/accounts/x/spending-limits | 401   403   403   404     403     404
            POST /billing/v1/accounts/x/spending-limits | 401  403   403   404     403     404
            TYPE /billing/v1/accounts/x/spending-limits | 401  403   403   415     403     415
            GET /billing/v1/accounts/x/shared-allowances | 401 403  403   404     403     404
            PUT /billing/v1/accounts/x/shared-allowances/x/1/numbers/1 | 401 403 403 404 403     404
            DELETE /billing/v1/accounts/x/shared-allowances/x/1/numbers/1 | 401 403 403 404 403  404
            GET /billing/v1/bill-runs                  | 401   403   403   200     403     200
            POST /billing/v1/bill-runs                 | 401   403   403   400     403     400
            TYPE /billing/v1/bill-runs                 | 401   403   403   415     403     415
            GET /billing/v1/bill-runs/0                | 401   403   403   404     403     404
            GET /billing/v1/bill-runs/0/accounts       | 401   403   403   404     403     404
            POST /billing/v1/bill-runs/0/pause         | 401   403   403   404     403     404
            POST /billing/v1/bill-runs/0/resume        | 401   403   403   404     403     404
            POST /billing/v1/bill-runs/0/cancel        | 401   403   403   404     403     404
            POST /billing/v1/bill-runs/0/retry         | 401   403   403   404     403     404
            POST /billing/v1/bill-runs/0/accounts/x/retry | 401 403  403   404     403     404
            GET /billing/v1/invoices/x                 | 401   403   403   404     403     404
            GET /billing/v1/invoices/x/lines/1/records | 401   403   403   404     403     404
            GET /billing/v1/invoices/x/credit-notes    | 401   403   403   404     403     404
            POST /billing/v1/invoices/x/credit-notes   | 401   403   403   400     403     400
            TYPE /billing/v1/invoices/x/credit-notes   | 401   403   403   415     403     415
            GET /billing/v1/adjustments                | 401   403   403   200     403     200
            POST /billing/v1/adjustments               | 401   403   403   400     403     400
            TYPE /billing/v1/adjustments               | 401   403   403   415     403     415
            GET /billing/v1/adjustments/0              | 401   403   403   404     403     404
            POST /billing/v1/adjustments/0/approval    | 401   403   403   404     403     404
            POST /billing/v1/adjustments/0/decline     | 401   403   403   404     403     404
            POST /billing/v1/adjustments/0/undo        | 401   403   403   400     403     400
            TYPE /billing/v1/adjustments/0/undo        | 401   403   403   415     403     415
            GET /billing/v1/rebills                    | 401   403   403   200     403     200
            POST /billing/v1/rebills                   | 401   403   403   400     403     400
            TYPE /billing/v1/rebills                   | 401   403   403   415     403     415
            GET /billing/v1/rebills/0                  | 401   403   403   404     403     404
            GET /billing/v1/rebills/preview/x          | 401   403   403   404     403     404
            POST /billing/v1/rebills/0/approval        | 401   403   403   404     403     404
            POST /billing/v1/rebills/0/decline         | 401   403   403   404     403     404
            GET /billing/v1/reratings                  | 401   403   403   200     403     200
            POST /billing/v1/reratings                 | 401   403   403   400     403     400
            TYPE /billing/v1/reratings                 | 401   403   403   415     403     415
            GET /billing/v1/reratings/0                | 401   403   403   404     403     404
            GET /billing/v1/reratings/0/numbers        | 401   403   403   404     403     404
            POST /billing/v1/reratings/0/approval      | 401   403   403   404     403     404
            POST /billing/v1/reratings/0/decline       | 401   403   403   404     403     404
            GET /billing/v1/ledger/closed-periods      | 401   403   403   200     403     200
            POST /billing/v1/ledger/closed-periods     | 401   403   403   400     403     400
            TYPE /billing/v1/ledger/closed-periods     | 401   403   403   415     403     415
            GET /billing/v1/ledger/journal             | 401   403   403   406     403     406
            GET /billing/v1/trial-balance              | 401   403   403   200     403     200
            GET /billing/v1/usage-files                | 401   403   403   200     403     200
            GET /billing/v1/usage-files/0              | 401   403   403   404     403     404
            CSV /billing/v1/usage-files                | 401   403   403   400     403     400
            TYPE /billing/v1/usage-files               | 401   403   403   415     403     415
            GET /billing/v1/usage-files/0/refusals     | 401   403   403   200     403     200
            GET /billing/v1/usage-rejects              | 401   403   403   200     403     200
            GET /billing/v1/usage-suspensions          | 401   403   403   200     403     200
            GET /billing/v1/usage-suspensions/x/0      | 401   403   403   404     403     404
            GET /billing/v1/usage-suspensions/x/0/history | 401 403   403   200     403     200
            PATCH /billing/v1/usage-suspensions/x/0    | 401   403   403   409     403     409
            POST /billing/v1/usage-suspensions/x/0/recycling | 401 403 403 409     403     409
            POST /billing/v1/usage-suspensions/x/0/refusal | 401 403  403  400     403     400
            TYPE /billing/v1/usage-suspensions/x/0/refusal | 401 403  403  415     403     415
            POST /billing/v1/usage-suspensions/recycling | 401 403    403  200     403     200
            POST /billing/v1/usage-suspensions/refusal | 401   403   403   400     403     400
            TYPE /billing/v1/usage-suspensions/refusal | 401   403   403   415     403     415
            POST /exporter/v1/records                  | 401   401   401   401     401     401
            POST /exporter/v1/rejected                 | 401   401   401   401     401     401
            POST /gsma/rsp2/es2plus/handleDownloadProgressInfo | 401 401 401  401     401     401
            POST /logistics/v1/returnNotices           | 401   401   401   401     401     401
            SOAP /soap/order-entry/v1                  | 401   500   403   403     500     500
            SOAP /soap/activation-callback/v1          | 500   500   500   500     500     500
            PAGE /console/                             | login 200   200   200     200     200
            PAGE /console/index.xhtml                  | login 200   200   200     200     200
            PAGE /console/login.xhtml                  | login login login login   login   login
            PAGE /console/desk/new-order               | login 200   403   403     403     200
            PAGE /console/desk/esims                   | login 200   403   403     403     200
            PAGE /console/operations/waivers           | login 403   200   403     403     200
            PAGE /console/desk/returns                 | login 200   403   403     403     200
            PAGE /console/desk/favourites              | login 404   403   403     403     404
            PAGE /console/desk/shared-allowances       | login 404   403   403     403     404
            PAGE /console/orders/list                  | login 200   200   200     403     200
            PAGE /console/orders/order                 | login 404   404   404     403     404
            PAGE /console/operations/instances         | login 403   200   403     403     200
            PAGE /console/operations/diagram           | login 403   404   403     403     404
            PAGE /console/operations/instance          | login 403   404   403     403     404
            PAGE /console/operations/fallout           | login 403   200   403     403     200
            PAGE /console/operations/batches           | login 403   200   403     403     200
            PAGE /console/operations/batch             | login 403   404   403     403     404
            PAGE /console/operations/jeopardy          | login 403   200   403     403     200
            PAGE /console/operations/elements          | login 403   200   403     403     200
            PAGE /console/operations/versions          | login 403   200   403     403     200
            PAGE /console/operations/move              | login 403   404   403     403     404
            PAGE /console/billing/accounts             | login 403   403   200     403     200
            PAGE /console/billing/account              | login 403   403   404     403     404
            PAGE /console/billing/runs                 | login 403   403   200     403     200
            PAGE /console/billing/run                  | login 403   403   404     403     404
            PAGE /console/billing/invoice              | login 403   403   404     403     404
            PAGE /console/billing/reratings            | login 403   403   200     403     200
            PAGE /console/billing/rerating             | login 403   403   404     403     404
            PAGE /console/billing/rebill               | login 403   403   404     403     404
            PAGE /console/billing/document             | login 403   403   404     403     404
            PAGE /console/billing/journal              | login 403   403   400     403     400
            PAGE /console/billing/tax-profile          | login 403   403   404     403     404
            PAGE /console/billing/family               | login 403   403   404     403     404
            PAGE /console/billing/agreements           | login 403   403   404     403     404
            PAGE /console/billing/spending             | login 403   403   404     403     404
            PAGE /console/billing/adjustments          | login 403   403   200     403     200
            PAGE /console/billing/ledger               | login 403   403   200     403     200
            PAGE /console/billing/prices               | login 403   403   200     403     200
            PAGE /console/billing/coupons              | login 403   403   200     403     200
            PAGE /console/billing/usage                | login 403   403   200     403     200
            PAGE /console/billing/suspense             | login 403   403   200     403     200
            PAGE /console/assurance/controls           | login 403   200   200     403     200
            """;

    private Doors() {}

    /** @param expected what each of the logins gets: a status, or {@code login} for the console's login page */
    record Door(String method, String path, List<String> expected) {

        @Override
        public String toString() {
            return method + " " + path;
        }

        /** What the table says that this login is answered. */
        String answerTo(String login) {
            return expected.get(LOGINS.indexOf(login));
        }

        List<String> tryEach(URI server) {
            List<String> answers = new ArrayList<>();
            for (String login : LOGINS) {
                answers.add(
                        method.equals("PAGE")
                                ? page(server, login)
                                : Integer.toString(call(server, login).status()));
            }
            return answers;
        }

        private String page(URI server, String login) {
            try (Console console = new Console(server)) {
                if (!login.equals("none")) {
                    console.signIn(login);
                }
                return console.get(path);
            }
        }

        private Api.Answer call(URI server, String login) {
            Api api = login.equals("none") ? Api.anonymous(server) : Api.as(login, server);
            return switch (method) {
                case "GET" -> api.get(path);
                case "POST" -> api.post(path, "application/json", "{}");
                case "CSV" -> api.post(path, "text/csv", "nothing");
                case "PUT" -> api.put(path, "application/json", "{}");
                case "PATCH" -> api.patch(path, "application/merge-patch+json", "{}");
                case "DELETE" -> api.delete(path);
                // who may not come in is told that, and not what a request has to look like
                case "TYPE" -> api.post(path, "image/png", "nothing");
                case "SOAP" -> api.with("Accept", "text/xml").post(path, "text/xml", "<nothing/>");
                default -> throw new IllegalStateException("No such method: " + method);
            };
        }
    }

    static Stream<Door> table() {
        return TABLE.lines().skip(1).map(Doors::door);
    }

    private static Door door(String row) {
        List<String> columns =
                Arrays.stream(row.split("\\|", -1)).map(String::strip).toList();
        String[] address = columns.getFirst().split(" ", 2);
        return new Door(
                address[0],
                address[1].replaceFirst("^ordering", ORDERING).replaceFirst("^qualifying", QUALIFYING),
                List.of(columns.getLast().split("\\s+")));
    }
}
