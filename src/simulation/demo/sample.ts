import type { Connector, Field, FieldOptions, Operation } from '../../model/document.ts'
import { currentFormat } from '../../model/document.ts'
import { fieldsOf } from '../../model/fields.ts'
import type { AuthenticationId, ConnectorId, FieldId, MakeId } from '../../model/ids.ts'
import { regions, sampleCustomerId } from './customers.ts'
import { drawOperation } from '../../model/drawOperation.ts'
import { createdSchema, customerSchema, orderSchema, regionSchema, updatedSchema } from './outputs.ts'
import { demoKeys } from './parse.ts'

/** Values of the sample's credential, by the names of its fields; public, because the demo guards nothing. */
export const sampleCredential: Readonly<Record<string, string>> = {
  applicationId: demoKeys.applicationId,
  restApiKey: demoKeys.restApiKey,
}

interface SampleOptions {
  /** Where the demo API is mounted: `http://127.0.0.1:4400/demo/parse`. */
  readonly baseUrl: string
  readonly makeId: MakeId
}

/**
 * The sample connector: operations on the bundled demo API, which speaks Parse's dialect. Two of them are lists that feed
 * dropdowns: regions those of customers, and both those of the operation that changes an address. Ids are new with each call, so
 * that two samples never take each other's place. Its description says that it is a demo.
 */
export function sampleConnector({ baseUrl, makeId }: SampleOptions): Connector {
  const authentication = makeId() as AuthenticationId
  const get = getCustomer(authentication, makeId)
  const regionList = listRegions(authentication, makeId)
  const customerList = listCustomers(authentication, makeId, regionList)
  return {
    format: currentFormat,
    id: makeId() as ConnectorId,
    name: 'back4app-customers',
    title: 'Back4App Customers',
    description: 'A demo. It runs on an API that is bundled with Patchbay, with made-up customers.',
    icon: 'database',
    service: {
      title: 'Customers demo',
      baseUrl,
      authentications: [
        {
          id: authentication,
          title: 'Application keys',
          scheme: 'custom',
          fields: [
            {
              name: 'applicationId',
              title: 'Application ID',
              secret: false,
              filledBy: 'user',
              required: true,
              description: 'App settings, Security and keys',
            },
            {
              name: 'restApiKey',
              title: 'REST API key',
              secret: true,
              filledBy: 'user',
              required: true,
              description: 'App settings, Security and keys',
            },
          ],
          placements: [
            { in: 'header', name: 'X-Parse-Application-Id', value: '{{ auth.applicationId }}' },
            { in: 'header', name: 'X-Parse-REST-API-Key', value: '{{ auth.restApiKey }}' },
          ],
          expiry: [],
        },
      ],
      defaults: { headers: [], query: [], errorRules: [] },
      testOperation: get.id,
    },
    operations: [
      get,
      addCustomer(authentication, makeId),
      customerList,
      listOrders(authentication, makeId),
      regionList,
      updateEmail(authentication, makeId, { regionList, customerList }),
    ],
  }
}

function getCustomer(authentication: AuthenticationId, makeId: MakeId): Operation {
  return drawOperation(makeId, {
    name: 'get-details-of-customer',
    title: 'Get details of customer',
    description: 'Reads one customer by its id.',
    authentication,
    fields: [
      field(makeId, 'customerId', 'Customer ID', {
        default: sampleCustomerId,
        description: 'The objectId of a customer',
      }),
    ],
    output: customerSchema,
    request: {
      title: 'Get customer',
      settings: { method: 'GET', url: '/classes/Customer/{{ input.customerId }}' },
    },
  })
}

function addCustomer(authentication: AuthenticationId, makeId: MakeId): Operation {
  return drawOperation(makeId, {
    name: 'add-a-new-customer',
    title: 'Add a new customer',
    description: 'Makes a customer and answers its id.',
    authentication,
    fields: [
      field(makeId, 'name', 'Name', { default: 'Ada Byron' }),
      field(makeId, 'email', 'Email', { default: 'ada.byron@example.com' }),
      field(makeId, 'region', 'Region', {
        type: 'enum',
        required: false,
        default: 'Europe',
        enum: regions.map(({ name }) => ({ value: name, label: name })),
      }),
      field(makeId, 'plan', 'Plan', {
        type: 'enum',
        required: false,
        default: 'Solo',
        enum: ['Solo', 'Team', 'Business'].map((value) => ({ value, label: value })),
      }),
    ],
    output: createdSchema,
    request: {
      title: 'Create customer',
      settings: {
        method: 'POST',
        url: '/classes/Customer',
        body: {
          kind: 'json',
          text: '{\n  "name": "{{ input.name }}",\n  "email": "{{ input.email }}",\n  "region": "{{ input.region }}",\n  "plan": "{{ input.plan }}"\n}',
        },
      },
    },
  })
}

/** Choices of a region, from the service: what is sent is its name. */
const regionOptions = (regionList: Operation): FieldOptions => ({
  operation: regionList.id,
  records: '',
  value: 'name',
  label: '{{ item.name }}',
  arguments: {},
})

function listRegions(authentication: AuthenticationId, makeId: MakeId): Operation {
  return drawOperation(makeId, {
    name: 'list-regions',
    title: 'List regions',
    description: 'Reads the regions that customers are listed under.',
    role: 'list',
    authentication,
    fields: [],
    output: regionSchema,
    request: {
      title: 'List regions',
      settings: {
        method: 'GET',
        url: '/classes/Region',
        query: [{ name: 'order', value: 'name', enabled: true, whenEmpty: 'omit' }],
        records: 'results',
      },
    },
  })
}

/** A service that gives no sign of the end: only a page that is not full is the last. */
function listCustomers(authentication: AuthenticationId, makeId: MakeId, regionList: Operation): Operation {
  return drawOperation(makeId, {
    name: 'get-list-of-all-customers',
    title: 'Get list of all customers',
    description: 'Reads all customers, or those of one region, page by page.',
    role: 'list',
    authentication,
    fields: [
      field(makeId, 'pageSize', 'Customers a page', {
        type: 'integer',
        default: 100,
        description: 'As many as one request asks for',
      }),
      field(makeId, 'region', 'Region', {
        required: false,
        description: 'Only customers of this region',
        options: regionOptions(regionList),
      }),
    ],
    output: customerSchema,
    request: {
      title: 'List customers',
      settings: {
        method: 'GET',
        url: '/classes/Customer',
        query: [
          { name: 'order', value: 'createdAt,objectId', enabled: true, whenEmpty: 'omit' },
          { name: 'limit', value: '{{ input.pageSize }}', enabled: true, whenEmpty: 'omit' },
          // Without a region there is nothing to put around, and the row is left out.
          {
            name: 'where',
            value: `{{ input.region | json | prepend: '{"region":' | append: '}' }}`,
            enabled: true,
            whenEmpty: 'omit',
          },
        ],
        records: 'results',
        retry: {},
      },
    },
    pages: {
      size: '{{ input.pageSize }}',
      start: { value: '0' },
      carry: { from: 'offset', by: 'size' },
      put: [{ to: 'query', name: 'skip' }],
      stop: [{ rule: 'short-page' }],
    },
  })
}

/** A cursor in the body of a POST, which is absent behind the last page. */
function listOrders(authentication: AuthenticationId, makeId: MakeId): Operation {
  return drawOperation(makeId, {
    name: 'list-orders-of-a-customer',
    title: 'List orders of a customer',
    description: 'Reads all orders of one customer, by a cursor.',
    authentication,
    fields: [
      field(makeId, 'customerId', 'Customer ID', {
        default: sampleCustomerId,
        description: 'The objectId of a customer',
      }),
    ],
    output: orderSchema,
    request: {
      title: 'List orders',
      settings: {
        method: 'POST',
        url: '/functions/listOrders',
        body: { kind: 'json', text: '{\n  "customer": "{{ input.customerId }}",\n  "limit": 20\n}' },
        records: 'result.orders',
        // It reads: to send it again does nothing twice.
        retry: { methods: 'all' },
      },
    },
    pages: {
      carry: { from: 'body', path: 'result.nextCursor' },
      put: [{ to: 'json', path: 'cursor' }],
      stop: [{ rule: 'no-value' }],
    },
  })
}

/** The last of a chain: regions → customers of the region → one of them. */
function updateEmail(
  authentication: AuthenticationId,
  makeId: MakeId,
  { regionList, customerList }: { readonly regionList: Operation; readonly customerList: Operation },
): Operation {
  const asked = fieldsOf(customerList).find(({ name }) => name === 'region')
  return drawOperation(makeId, {
    name: 'update-email-address',
    title: 'Update email address',
    description: 'Gives a customer another email address.',
    authentication,
    fields: [
      field(makeId, 'region', 'Region', {
        required: false,
        description: 'Narrows the customers down',
        options: regionOptions(regionList),
      }),
      field(makeId, 'customer', 'Customer', {
        description: 'Whose address changes',
        options: {
          operation: customerList.id,
          records: '',
          value: 'objectId',
          label: '{{ item.name }}',
          arguments: asked === undefined ? {} : { [asked.id]: '{{ input.region }}' },
        },
      }),
      field(makeId, 'email', 'New email address', { placeholder: 'name@example.com' }),
    ],
    output: updatedSchema,
    request: {
      title: 'Update customer',
      settings: {
        method: 'PUT',
        url: '/classes/Customer/{{ input.customer }}',
        body: { kind: 'json', text: '{\n  "email": "{{ input.email }}"\n}' },
      },
    },
  })
}

function field(
  makeId: MakeId,
  name: string,
  title: string,
  more: Partial<
    Pick<Field, 'type' | 'required' | 'default' | 'description' | 'placeholder' | 'enum' | 'options'>
  >,
): Field {
  return {
    id: makeId() as FieldId,
    name,
    title,
    type: 'string',
    required: true,
    description: '',
    placeholder: '',
    advanced: false,
    ...more,
  }
}
