import 'fake-indexeddb/auto'
import { repositoryContract } from './repositoryContract.ts'

repositoryContract('fake-indexeddb')
