import { repositoryContract } from './repositoryContract.ts'

repositoryContract('a real browser')
